/** What each kind's reader takes and refuses. Start at {@code ResourceReaderTest}. One thread. */
@NullMarked
package io.weft.kubernetes.resource;

import org.jspecify.annotations.NullMarked;
