* a comment
NAME comments
OBJSENSE MAX
ROWS
 N COST $ a comment
 G *R1 $ another
COLUMNS
 #A COST 1.5e0 *R1 1 $ a comment
 M 'MARKER' 'INTORG'
 B *R1 -.5E-3
 M 'MARKER' 'INTEND'
RHS
 COST -3 *R1 2
BOUNDS
 UI #A 4
 MI B
 PL B
ENDATA
* the end
