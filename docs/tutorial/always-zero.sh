#!/bin/sh
# A solver that always answers that zero is optimal, for docs/tutorial-solver-developer.md.
# It is called as `always-zero.sh MODEL ANSWER`, as every program of `ironproof bench accuracy`.
columns=$(awk '/^[A-Z]/ { inside = /^COLUMNS/; next } inside && !/MARKER/ { print $1 }' "$1" | uniq)
{
    echo "ironproof-answer 1"
    echo "status optimal"
    echo "objective 0"
    echo "primal" $(for column in $columns; do echo 0; done)
    echo "end"
} >"$2"
