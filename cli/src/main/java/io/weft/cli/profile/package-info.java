/**
 * ServiceProfiles to begin with, made from what describes a service already.
 *
 * <p>Start at {@link io.weft.cli.profile.ServiceProfileCommand}. Threading: the main thread.
 */
@NullMarked
package io.weft.cli.profile;

import org.jspecify.annotations.NullMarked;
