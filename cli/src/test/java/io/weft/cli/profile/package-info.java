/** Start at {@link io.weft.cli.profile.ServiceProfileCommandTest}. Threading: the test's thread. */
@NullMarked
package io.weft.cli.profile;

import org.jspecify.annotations.NullMarked;
