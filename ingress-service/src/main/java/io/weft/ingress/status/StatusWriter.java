package io.weft.ingress.status;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.weft.ingress.status.Addresses.Address;
import io.weft.service.cluster.Questions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Patches addresses into a status. Blocks for as long as the API server takes, at most some seconds. */
public final class StatusWriter {
    private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final PatchContext PATCH = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("linkerd-ingress")
            .build();

    private final KubernetesClient client;

    public StatusWriter(KubernetesClient client) {
        this.client = Questions.impatient(client);
    }

    /** What its status says. */
    static List<Address> said(Ingress ingress) {
        if (ingress.getStatus() == null
                || ingress.getStatus().getLoadBalancer() == null
                || ingress.getStatus().getLoadBalancer().getIngress() == null) {
            return List.of();
        }
        return ingress.getStatus().getLoadBalancer().getIngress().stream()
                .map(StatusWriter::address)
                .toList();
    }

    private static Address address(IngressLoadBalancerIngress each) {
        return new Address(Addresses.text(each.getIp()), Addresses.text(each.getHostname()));
    }

    /** What cannot be written is said, and left to the next look. */
    void write(Ingress ingress, List<Address> addresses) {
        try {
            client.network()
                    .v1()
                    .ingresses()
                    .inNamespace(ingress.getMetadata().getNamespace())
                    .withName(ingress.getMetadata().getName())
                    .subresource("status")
                    .patch(PATCH, patch(addresses));
        } catch (KubernetesClientException failed) {
            log.warn(
                    "The status of Ingress {}/{} cannot be written: {}; it will be tried again",
                    ingress.getMetadata().getNamespace(),
                    ingress.getMetadata().getName(),
                    failed.getMessage());
        }
    }

    private static String patch(List<Address> addresses) {
        ObjectNode patch = JSON.createObjectNode();
        ArrayNode list = patch.putObject("status").putObject("loadBalancer").putArray("ingress");
        for (Address address : addresses) {
            ObjectNode each = list.addObject();
            if (!address.ip().isEmpty()) {
                each.put("ip", address.ip());
            }
            if (!address.hostname().isEmpty()) {
                each.put("hostname", address.hostname());
            }
        }
        return patch.toString();
    }
}
