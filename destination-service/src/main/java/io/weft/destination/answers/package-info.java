/**
 * Questions that clients keep open, what they are about, and their latest answers.
 *
 * <p>Start at {@link io.weft.destination.answers.Answers}. An index says which
 * {@link io.weft.destination.answers.Subject}s a change touches; only questions about those are joined again. One lock
 * guards the indexes and the open questions. Threading: safe from any thread.
 */
@NullMarked
package io.weft.destination.answers;

import org.jspecify.annotations.NullMarked;
