* A parser that computes 10^-4 in floats certifies another LP.
* truth: optimal 1/10000
NAME exponent
ROWS
 N COST
 G R1
COLUMNS
 x COST 1
 x R1 1
RHS
 RHS R1 1E-4
BOUNDS
ENDATA
