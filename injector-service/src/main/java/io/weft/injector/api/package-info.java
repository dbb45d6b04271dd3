/**
 * What operators may ask on the HTTP port: what injection would make of a manifest. Nothing is changed, counted or told.
 *
 * <p>Start at {@link io.weft.injector.api.InjectionApi}. Threading: a thread that may block, for the API server is asked; who may
 * call is decided in {@code io.weft.service.admin}.
 */
@NullMarked
package io.weft.injector.api;

import org.jspecify.annotations.NullMarked;
