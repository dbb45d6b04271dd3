package io.weft.cli.viz;

/** How results are printed; spelt as on the command line. */
enum Output {
    table,
    wide,
    json
}
