"""The rules of a compliant query, one a file: ``ID``, ``TITLE``, ``check(query, record, books)``; found by discovery."""
