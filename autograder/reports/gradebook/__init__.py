"""The marks of a course: students by assignments. What is gathered, and how it is shown, one file per form."""
