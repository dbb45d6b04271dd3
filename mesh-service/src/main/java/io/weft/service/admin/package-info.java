/**
 * The REST admin API that services share: who may call, and the document that describes it. What the calls do belongs to each
 * service, as annotated handlers below {@code /api/v1}.
 *
 * <p>Start at {@link io.weft.service.admin.AdminApi}, the bean by which a service opts in, and
 * {@link io.weft.service.admin.CallerCheck}. Checks block, on a small pool of their own; handlers run on the event loop.
 *
 * @see "docs/design/one-machine.md, Directory: admin-token"
 */
@NullMarked
package io.weft.service.admin;

import org.jspecify.annotations.NullMarked;
