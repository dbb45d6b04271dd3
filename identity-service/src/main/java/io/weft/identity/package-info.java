/** Certifies workloads: a CSR and a token in, a leaf out. */
@NullMarked
package io.weft.identity;

import org.jspecify.annotations.NullMarked;
