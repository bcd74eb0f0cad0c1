"""Small tools that every app of the office uses: actions, scope, audit trail, value fields."""
