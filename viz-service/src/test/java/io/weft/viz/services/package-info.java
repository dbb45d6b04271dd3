/** The stream of Services. Start at {@code ServicesClientTest}. Threading: the test's. */
@NullMarked
package io.weft.viz.services;

import org.jspecify.annotations.NullMarked;
