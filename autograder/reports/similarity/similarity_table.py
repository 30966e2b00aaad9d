"""Similar submissions as CSV: one line per pair."""

from autograder.reports.csv import harmless, table
from autograder.reports.similarity.reading import SimilarWork

COLUMNS = ("first", "second", "similarity", "share_of_first", "share_of_second", "fingerprints", "group")


def render(work: SimilarWork) -> str:
    """The most similar first. Shares are numbers from 0 to 1; ``group`` numbers the groups, the largest is 1."""
    group = {id: number for number, ids in enumerate(work.found.groups, 1) for id in ids}
    rows = [
        [
            *(harmless(pair.first), harmless(pair.second)),
            *(f"{share:.3f}" for share in (pair.similarity, pair.first_share, pair.second_share)),
            *(str(pair.shared), str(group[pair.first])),
        ]
        for pair in work.found.pairs
    ]
    return table([COLUMNS, *rows])
