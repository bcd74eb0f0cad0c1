"""What a payer wants: profiles, contracts, deadlines. One file per payer."""
