package io.weft.proxy.admin;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The proxy, as the admin server sees it.
 *
 * @param ready whether its identity is certified
 * @param shutdown begins to drain
 * @param log how much it logs
 * @param environment what it was started with
 */
public record AdminSubject(BooleanSupplier ready, Runnable shutdown, LogLevel log, Map<String, String> environment) {
    public AdminSubject {
        environment = Map.copyOf(environment);
    }
}
