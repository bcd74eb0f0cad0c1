"""The Django project: the workbench that people use."""
