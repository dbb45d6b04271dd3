/**
 * A whole Boot application that has nothing but this module: its ports, paths and end. Start at
 * {@code MeshServiceApplicationTest}. Threading: the test's.
 */
@NullMarked
package io.weft.service.app;

import org.jspecify.annotations.NullMarked;
