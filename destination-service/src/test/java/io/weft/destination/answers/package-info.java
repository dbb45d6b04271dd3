/**
 * Open questions, with joins that count how often they are asked. Start at {@code AnswersTest}. Threading: the test's.
 */
@NullMarked
package io.weft.destination.answers;

import org.jspecify.annotations.NullMarked;
