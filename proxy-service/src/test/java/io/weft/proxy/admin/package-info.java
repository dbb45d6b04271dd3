/** Tests of the admin server over real sockets. */
@NullMarked
package io.weft.proxy.admin;

import org.jspecify.annotations.NullMarked;
