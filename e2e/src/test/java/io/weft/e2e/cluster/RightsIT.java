package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each service of the control plane may do what it must, and not what its neighbours may. */
@ExtendWith(SharedMesh.OfTheRun.class)
class RightsIT {
    @ParameterizedTest
    @CsvSource({
        "destination,    watch,  '',                          pods,                   true",
        "destination,    watch,  '',                          services,               true",
        "destination,    watch,  '',                          namespaces,             true",
        "destination,    watch,  '',                          nodes,                  true",
        "destination,    watch,  discovery.k8s.io,            endpointslices,         true",
        "destination,    watch,  apps,                        replicasets,            true",
        "destination,    watch,  batch,                       jobs,                   true",
        "destination,    watch,  policy.linkerd.io,           servers,                true",
        "destination,    watch,  policy.linkerd.io,           authorizationpolicies,  true",
        "destination,    watch,  gateway.networking.k8s.io,   httproutes,             true",
        "destination,    watch,  linkerd.io,                  serviceprofiles,        true",
        "destination,    watch,  split.smi-spec.io,           trafficsplits,          true",
        "destination,    get,    '',                          secrets,                false",
        "destination,    get,    '',                          configmaps,             false",
        "destination,    create, authentication.k8s.io,       tokenreviews,           true",
        "destination,    create, authorization.k8s.io,        subjectaccessreviews,   true",
        "destination,    create, '',                          pods,                   false",
        "destination,    update, linkerd.io,                  serviceprofiles,        false",
        "identity,       create, authentication.k8s.io,       tokenreviews,           true",
        "identity,       create, '',                          events,                 true",
        "identity,       get,    '',                          secrets,                false",
        "identity,       list,   '',                          pods,                   false",
        "identity,       watch,  policy.linkerd.io,           servers,                false",
        "proxy-injector, watch,  '',                          namespaces,             true",
        "proxy-injector, get,    apps,                        replicasets,            true",
        "proxy-injector, get,    batch,                       jobs,                   true",
        "proxy-injector, create, '',                          events,                 true",
        "proxy-injector, create, '',                          pods,                   false",
        "proxy-injector, get,    '',                          secrets,                false",
        "proxy-injector, create, authentication.k8s.io,       tokenreviews,           true",
        "proxy-injector, create, authorization.k8s.io,        subjectaccessreviews,   true",
        "diagnostics,    list,   '',                          pods,                   false",
        "diagnostics,    list,   linkerd.io,                  serviceprofiles,        false",
        "proxy-injector, update, admissionregistration.k8s.io, mutatingwebhookconfigurations, false",
    })
    void accountHasTheRightsOfItsTask(
            String component, String verb, String group, String resource, boolean allowed, SharedMesh mesh) {
        assertThat(mesh.client
                        .authorization()
                        .v1()
                        .subjectAccessReview()
                        .create(new SubjectAccessReviewBuilder()
                                .withNewSpec()
                                .withUser("system:serviceaccount:linkerd:linkerd-" + component)
                                .withNewResourceAttributes()
                                .withVerb(verb)
                                .withGroup(group)
                                .withResource(resource)
                                .withNamespace("default")
                                .endResourceAttributes()
                                .endSpec()
                                .build())
                        .getStatus()
                        .getAllowed())
                .isEqualTo(allowed);
    }
}
