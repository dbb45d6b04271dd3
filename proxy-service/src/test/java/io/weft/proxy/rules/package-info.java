/** Rules every test of the proxy runs under, and the proof that they bite. */
@NullMarked
package io.weft.proxy.rules;

import org.jspecify.annotations.NullMarked;
