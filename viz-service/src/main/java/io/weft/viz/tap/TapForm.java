package io.weft.viz.tap;

/** How events are written. */
enum TapForm {
    /** As the aggregated API frames them. */
    FRAMES,
    /** One JSON object a line. */
    LINES
}
