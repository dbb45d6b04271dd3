@NullMarked
package io.weft.viz.trust;

import org.jspecify.annotations.NullMarked;
