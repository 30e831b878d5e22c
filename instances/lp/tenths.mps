* 0.1 + 0.2 = 0.3 in decimals, not in binary floats.
* https://github.com/sagemath/sage/issues/35727
* truth: optimal 1
NAME tenths
ROWS
 N COST
 E R1
 E R2
 E R3
COLUMNS
 x COST 1
 x R1 0.1
 x R2 1
 y R1 0.2
 y R3 1
RHS
 RHS R1 0.3
 RHS R2 1
 RHS R3 1
BOUNDS
ENDATA
