package io.weft.cli.tap;

import io.weft.cli.viz.Resource;
import java.util.Optional;

/**
 * What is to be looked at; what is empty does not matter.
 *
 * @param namespace of the target
 * @param toNamespace of {@code to}
 * @param path its beginning
 * @param selector of labels, as {@code kubectl -l} writes it
 * @param headers whether they are wanted
 */
record TapQuestion(
        Resource target,
        String namespace,
        Optional<Resource> to,
        String toNamespace,
        float maxRps,
        String scheme,
        String method,
        String authority,
        String path,
        String selector,
        boolean headers) {}
