"""What a typical course writes: one fixed input per function and `np.allclose` with its defaults, for comparison."""
