"""What an encounter's codes would come to before they are signed: findings, group, payment, risk, support; both ways."""
