"""The remit command, on files that x12 wrote from invented values."""

import json

import pytest
from flow_making import CHARGES, CODES, encounter
from test_flow_money import PAID, answer, remittance
from typer.testing import CliRunner

from claimwright import core, flow, x12
from claimwright.cli.main import app


@pytest.fixture
def claim():
    return flow.build_claims(encounter(), CODES, CHARGES, "A1001")[0]


def written(path, *remittances):
    from claimwright.x12 import Envelope

    path.write_bytes(x12.write_835(remittances, Envelope()))
    return str(path)


def run(*words):
    done = CliRunner().invoke(app, ["remit", *map(str, words)])
    return done.exit_code, done.output


def objects(output):
    return [json.loads(line) for line in output.splitlines()]
