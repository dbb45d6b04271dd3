package io.weft.cli.cluster;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of objects that commands ask a cluster for. */
public enum ClusterKind {
    CONFIG_MAP("v1", "ConfigMap", "configmaps"),
    VOLUME_CLAIM("v1", "PersistentVolumeClaim", "persistentvolumeclaims"),
    NAMESPACE("v1", "Namespace", "namespaces"),
    NODE("v1", "Node", "nodes"),
    POD("v1", "Pod", "pods"),
    REPLICATION_CONTROLLER("v1", "ReplicationController", "replicationcontrollers"),
    SECRET("v1", "Secret", "secrets"),
    SERVICE("v1", "Service", "services"),
    SERVICE_ACCOUNT("v1", "ServiceAccount", "serviceaccounts"),
    DAEMON_SET("apps/v1", "DaemonSet", "daemonsets"),
    DEPLOYMENT("apps/v1", "Deployment", "deployments"),
    REPLICA_SET("apps/v1", "ReplicaSet", "replicasets"),
    STATEFUL_SET("apps/v1", "StatefulSet", "statefulsets"),
    CRON_JOB("batch/v1", "CronJob", "cronjobs"),
    JOB("batch/v1", "Job", "jobs"),
    LEASE("coordination.k8s.io/v1", "Lease", "leases"),
    INGRESS_CLASS("networking.k8s.io/v1", "IngressClass", "ingressclasses"),
    DISRUPTION_BUDGET("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets"),
    ROLE("rbac.authorization.k8s.io/v1", "Role", "roles"),
    ROLE_BINDING("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings"),
    CLUSTER_ROLE("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles"),
    CLUSTER_ROLE_BINDING("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings"),
    API_SERVICE("apiregistration.k8s.io/v1", "APIService", "apiservices"),
    SERVER("policy.linkerd.io/v1beta3", "Server", "servers"),
    SERVER_AUTHORIZATION("policy.linkerd.io/v1beta1", "ServerAuthorization", "serverauthorizations"),
    HTTP_ROUTE("policy.linkerd.io/v1beta3", "HTTPRoute", "httproutes"),
    GATEWAY_HTTP_ROUTE("gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes"),
    GRPC_ROUTE("gateway.networking.k8s.io/v1", "GRPCRoute", "grpcroutes"),
    AUTHORIZATION_POLICY("policy.linkerd.io/v1alpha1", "AuthorizationPolicy", "authorizationpolicies"),
    MESH_TLS_AUTHENTICATION("policy.linkerd.io/v1alpha1", "MeshTLSAuthentication", "meshtlsauthentications"),
    NETWORK_AUTHENTICATION("policy.linkerd.io/v1alpha1", "NetworkAuthentication", "networkauthentications"),
    DEFINITION("apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions"),
    MUTATING_WEBHOOK(
            "admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations"),
    VALIDATING_WEBHOOK(
            "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations");

    private final String apiVersion;
    private final String kind;
    private final String plural;

    ClusterKind(String apiVersion, String kind, String plural) {
        this.apiVersion = apiVersion;
        this.kind = kind;
        this.plural = plural;
    }

    /** As manifests say it: {@code apps/v1}. */
    public String apiVersion() {
        return apiVersion;
    }

    /** As manifests say it: {@code Deployment}. */
    public String kind() {
        return kind;
    }

    /** Empty for what Kubernetes itself began with. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** As addresses and roles say it: {@code deployments}. */
    public String plural() {
        return plural;
    }

    /** Whom a manifest is of; empty if no command asks for such objects. */
    public static Optional<ClusterKind> of(String apiVersion, String kind) {
        return Arrays.stream(values())
                .filter(each -> each.apiVersion.equals(apiVersion) && each.kind.equals(kind))
                .findFirst();
    }

    /** The address of the objects of a namespace, or of all. */
    String path(String namespace) {
        return (apiVersion.indexOf('/') < 0 ? "/api/" : "/apis/")
                + apiVersion
                + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
                + "/"
                + plural;
    }
}
