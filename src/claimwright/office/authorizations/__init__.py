"""Prior authorizations: asked for before a service, kept with number and days, used on the claim, missed where the payer wants one."""
