//! Examples behind the flags in `--help`. A test gives each line with the name of the program to the parser of flags.

pub(super) const SOLVE: &str = "\
Examples:
  ironproof solve housing.toml                       the optimum of the instance itself, without a grid
  ironproof solve housing.toml --grid 40 --certify   of a grid, and the checker judges the certificate
  ironproof solve small.json --types-csv types.csv   one row per type, for your own pictures
  ironproof solve housing.toml --menu menu.csv       the optimum as a menu, for evaluate --policy menu=menu.csv
  ironproof solve big.columns.json --certificate big.cert   types in column files; then ironproof-verifier takes both
  ironproof solve large.json --limits digits=100000  longer numbers than input usually may have
  ironproof discretize housing.toml | ironproof solve - --json";

pub(super) const VERIFY: &str = "\
Examples:
  ironproof verify small.json                        LP, ironing, certificate and checker on one instance
  ironproof verify instances --certificates          all below a folder; certificates in results/certificates
  ironproof verify --random 1000 --seed 7            1000 random instances";

pub(super) const CLAIMS: &str = "\
Examples:
  ironproof claims                                   every claim, on instances/ and on random instances
  ironproof claims P4 --random 1000                  one of them, with fewer instances";

pub(super) const BOUNDS: &str = "\
Examples:
  ironproof bounds housing.toml                      a bracket of width 1e-6
  ironproof bounds housing.toml --width 1e-9 --json";

pub(super) const PATH: &str = "\
Examples:
  ironproof path housing.toml --over supply            where the structure changes as supply grows
  ironproof path housing.toml --over supply --at 1.5   the optimum with half as many objects again
  ironproof path seats.json --over constraint:quota --to 1/2   its shadow price";

pub(super) const CERTIFY: &str = "\
Examples:
  ironproof certify model.mps                        the optimum, and what shows that it is one
  ironproof certify model.mps --solution model.sol   is the answer of another solver right?
  ironproof certify next.mps --like model.cert       start from the basis of a model that is nearly the same
  ironproof certify model.mps --sensitivity          shadow prices, and how far each number can move
  ironproof certify broken.mps --iis                 which bounds contradict each other
  ironproof certify large.mps.gz --limits bytes=8G,digits=100000   a model beyond the usual limits of input";

pub(super) const DISCRETIZE: &str = "\
Examples:
  ironproof discretize housing.toml --grid 100 --out instances
  ironproof discretize housing.toml | ironproof solve - --certify";

pub(super) const EXPORT: &str = "\
Examples:
  ironproof export housing.toml --grid 20 --format lp
  ironproof export small.json --format certificate --out proofs";

pub(super) const SCHEMA: &str = "\
Examples:
  ironproof schema
  ironproof schema --markdown                        the page docs/results.md";

pub(super) const COMPARE_RUNS: &str = "\
Examples:
  ironproof bench compare results/before results/after --threshold 0.1";

pub(super) const COMPLETIONS: &str = "\
Examples:
  ironproof completions bash > ~/.local/share/bash-completion/completions/ironproof
  ironproof completions zsh > ~/.zfunc/_ironproof
  ironproof completions fish > ~/.config/fish/completions/ironproof.fish";

pub(super) const MAN: &str = "\
Examples:
  ironproof man ~/.local/share/man/man1
  man ironproof-solve";

pub(super) const FIGURE: &str = "\
Examples:
  ironproof figure mechanism instances/applications/kakadu-strong.toml --out permits.pdf
  ironproof figure hull instances/applications/kakadu-strong.toml --out hull.svg --cm 8 --csv hull.csv
  ironproof figure gains instances/applications/park-income.toml --policy market --policy optimum --out gains.png

The end of the name given with --out says what is written: .svg, .pdf or .png. docs/figures.md shows every kind.";

pub(super) const FIGURE_MECHANISM: &str = "\
Example:
  ironproof figure mechanism instances/applications/kakadu-strong.toml --out permits.pdf --cm 8";

pub(super) const FIGURE_HULL: &str = "\
Example:
  ironproof figure hull instances/applications/kakadu-strong.toml --out hull.svg --csv hull.csv";

pub(super) const FIGURE_SPLIT: &str = "\
Example:
  ironproof figure split instances/applications/vaccines.toml --out doses.svg";

pub(super) const FIGURE_WEIGHTS: &str = "\
Example:
  ironproof figure weights instances/applications/park-income.toml --out weights.png";

pub(super) const FIGURE_GAINS: &str = "\
Example:
  ironproof figure gains instances/applications/park-income.toml --policy market --policy optimum --out gains.png";
