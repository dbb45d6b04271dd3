package io.weft.viz.services;

import io.weft.api.mesh.ServicesUpdate;

/** Messages of the Services API to our words. Pure. */
final class ServiceTranslator {
    private ServiceTranslator() {}

    static KnownServices services(ServicesUpdate message) {
        return new KnownServices(message.getServicesList().stream()
                .map(each -> new KnownService(
                        each.getNamespace(), each.getName(), each.getSelectorMap(), each.getMirrorOf()))
                .toList());
    }
}
