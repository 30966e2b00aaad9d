"""What runs in the kernel's own process: first unrestricted and alone, then restricted and with a student's code."""
