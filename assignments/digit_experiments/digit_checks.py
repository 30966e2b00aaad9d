"""The checks of trainings, as groups that fail together."""

ALL = [
    "training_with_all_samples",
    "squared_error_with_all_samples",
    "training_in_small_batches",
    "optimizers_with_a_memory",
    "training_with_squared_error",
    "records",
    "rising_loss_is_recorded",
]
IN_BATCHES = [
    "training_in_small_batches",
    "optimizers_with_a_memory",
    "training_with_squared_error",
    "records",
    "rising_loss_is_recorded",
]
WIDTHS = ["training_with_all_samples", "squared_error_with_all_samples", "training_in_small_batches", "records"]
