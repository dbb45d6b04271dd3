/**
 * {@code linkerd tap} and {@code linkerd top}: requests as they pass.
 *
 * <p>Start at {@link io.weft.cli.tap.TapCommand} and {@link io.weft.cli.tap.TopCommand}; both read a {@code TapSource}, of which
 * {@code MachineTapClient} is the one on this machine. {@code TopRows} adds up, {@code TopView} says what of it
 * is shown.
 *
 * <p>Threading: events arrive on the source's thread; {@code top} draws on another.
 */
@NullMarked
package io.weft.cli.tap;

import org.jspecify.annotations.NullMarked;
