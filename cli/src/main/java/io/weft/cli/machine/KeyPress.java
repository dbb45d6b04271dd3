package io.weft.cli.machine;

/** What somebody pressed. */
public sealed interface KeyPress {
    /** One that stands for itself. */
    record Letter(char letter) implements KeyPress {}

    /** One that stands for what to do. */
    enum Special implements KeyPress {
        LEFT,
        RIGHT,
        ENTER,
        ESCAPE,
        BACKSPACE
    }
}
