/**
 * How a service answers the API server's admission reviews. What is let in is for each service to say.
 *
 * <p>Start at {@link io.weft.service.admission.AdmissionEndpoint}; a service opts in with that bean and its own
 * {@link io.weft.service.admission.Admission}. Threading: bodies arrive on the web server's event loops; decisions are made on threads
 * that may block.
 */
@NullMarked
package io.weft.service.admission;

import org.jspecify.annotations.NullMarked;
