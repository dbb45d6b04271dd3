/** A whole Boot application that has nothing but this module: its ports, paths and end. */
@NullMarked
package io.weft.service.app;

import org.jspecify.annotations.NullMarked;
