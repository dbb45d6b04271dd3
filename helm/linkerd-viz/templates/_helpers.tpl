{{- define "viz.version" -}}
{{ .Values.linkerdVersion | default .Chart.AppVersion }}
{{- end -}}

{{- define "viz.trustDomain" -}}
{{ .Values.identityTrustDomain | default .Values.clusterDomain }}
{{- end -}}

{{- define "viz.labels" -}}
app.kubernetes.io/part-of: Linkerd
app.kubernetes.io/version: {{ include "viz.version" . }}
linkerd.io/extension: viz
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Of an object of a component: root, component */ -}}
{{- define "viz.componentLabels" -}}
component: {{ .component }}
{{ include "viz.labels" .root }}
{{- end -}}

{{- define "viz.annotations" -}}
linkerd.io/created-by: linkerd/helm {{ .Chart.Version }}
{{- end -}}

{{- /* {cpu: {request, limit}, …} as a container has it. */ -}}
{{- define "viz.resources" -}}
{{- $lines := dict -}}
{{- range $kind := list "limit" "request" -}}
{{- $amounts := dict -}}
{{- range $what := list "cpu" "memory" "ephemeral-storage" -}}
{{- $amount := get (get $.resources $what | default dict) $kind -}}
{{- if $amount }}{{- $_ := set $amounts $what $amount -}}{{- end -}}
{{- end -}}
{{- if $amounts }}{{- $_ := set $lines (printf "%ss" $kind) $amounts -}}{{- end -}}
{{- end -}}
{{- if $lines }}
resources:
  {{- toYaml $lines | nindent 2 }}
{{- end -}}
{{- end -}}

{{- /* {cpu: {request, limit}, …} of the sidecar, as annotations have it. */ -}}
{{- define "viz.proxyResources" -}}
{{- range $what := list "cpu" "memory" "ephemeral-storage" }}
{{- $amounts := get $.resources $what | default dict }}
{{- range $kind := list "limit" "request" }}
{{- with get $amounts $kind }}
config.linkerd.io/proxy-{{ $what }}-{{ $kind }}: {{ . | toString | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* Annotations of a pod: root, config, more (text) */ -}}
{{- define "viz.podAnnotations" -}}
{{ include "viz.annotations" .root }}
cluster-autoscaler.kubernetes.io/safe-to-evict: "true"
config.linkerd.io/proxy-await: enabled
config.alpha.linkerd.io/proxy-wait-before-exit-seconds: "0"
linkerd.io/inject: enabled
{{- include "viz.proxyResources" (dict "resources" .config.proxy.resources) }}
{{- with .more }}
{{ . }}
{{- end }}
{{- with .root.Values.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Where pods run, and as whom: root, component, config, fsGroup */ -}}
{{- define "viz.podSettings" -}}
automountServiceAccountToken: false
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
nodeSelector:
  {{- toYaml (.config.nodeSelector | default .root.Values.nodeSelector) | nindent 2 }}
{{- with (.config.tolerations | default .root.Values.tolerations) }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if or .root.Values.enablePodAntiAffinity .root.Values.nodeAffinity }}
affinity:
  {{- with .root.Values.nodeAffinity }}
  nodeAffinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if .root.Values.enablePodAntiAffinity }}
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          labelSelector:
            matchLabels:
              component: {{ .component }}
          topologyKey: topology.kubernetes.io/zone
    requiredDuringSchedulingIgnoredDuringExecution:
      - labelSelector:
          matchLabels:
            component: {{ .component }}
        topologyKey: kubernetes.io/hostname
  {{- end }}
{{- end }}
serviceAccountName: {{ .component }}
securityContext:
  {{- with .fsGroup }}
  fsGroup: {{ . }}
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "viz.image" -}}
{{ .config.image.registry | default .root.Values.defaultRegistry }}/{{ .config.image.name }}:{{ .config.image.tag | default (include "viz.version" .root) }}
{{- end -}}

{{- define "viz.containerSecurity" -}}
allowPrivilegeEscalation: false
capabilities:
  drop:
    - ALL
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: {{ .uid }}
{{- if ge (int .gid) 0 }}
runAsGroup: {{ .gid }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "viz.account" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .component }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* A ClusterRole of an account's own: root, component, rules (text) */ -}}
{{- define "viz.clusterRole" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: linkerd-{{ .root.Release.Namespace }}-{{ .component }}
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
rules:
  {{- .rules | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: linkerd-{{ .root.Release.Namespace }}-{{ .component }}
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: linkerd-{{ .root.Release.Namespace }}-{{ .component }}
subjects:
  - kind: ServiceAccount
    name: {{ .component }}
    namespace: {{ .root.Release.Namespace }}
{{- end -}}

{{- /* What it takes to ask what users may. */ -}}
{{- define "viz.reviews.rules" -}}
- apiGroups: [authorization.k8s.io]
  resources: [subjectaccessreviews]
  verbs: [create]
{{- end -}}

{{- /* The account may read who the API server is, when it says on whose behalf it asks: root, component */ -}}
{{- define "viz.authReader" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: linkerd-{{ .root.Release.Namespace }}-{{ .component }}-auth-reader
  namespace: kube-system
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: extension-apiserver-authentication-reader
subjects:
  - kind: ServiceAccount
    name: {{ .component }}
    namespace: {{ .root.Release.Namespace }}
{{- end -}}

{{- /* root, component, config, name, headless, ports (text) */ -}}
{{- define "viz.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .name | default .component }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
    {{- with .config.service.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    {{- include "viz.annotations" .root | nindent 4 }}
    {{- with .annotations }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with .config.service.annotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  {{- if .headless }}
  clusterIP: None
  {{- end }}
  ports:
    {{- .ports | nindent 4 }}
  selector:
    component: {{ .component }}
    linkerd.io/extension: viz
{{- end -}}

{{- /*
A Deployment of viz-service with one role: root, component (also the role and the account), config, ports, env, annotations (texts),
cluster (whether it asks the API server), tls (whether it answers the API server)
*/ -}}
{{- define "viz.deployment" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .component }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    app.kubernetes.io/name: {{ .component }}
    {{- include "viz.componentLabels" . | nindent 4 }}
  annotations:
    {{- include "viz.annotations" $root | nindent 4 }}
spec:
  replicas: {{ .config.replicas }}
  revisionHistoryLimit: {{ $values.revisionHistoryLimit }}
  selector:
    matchLabels:
      component: {{ .component }}
      linkerd.io/extension: viz
  {{- if $values.enablePodAntiAffinity }}
  strategy:
    rollingUpdate:
      maxUnavailable: 1
  {{- end }}
  template:
    metadata:
      labels:
        {{- include "viz.componentLabels" . | nindent 8 }}
        {{- with $values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        {{- include "viz.podAnnotations" (dict "root" $root "config" .config "more" .annotations) | nindent 8 }}
    spec:
      {{- include "viz.podSettings" . | nindent 6 }}
      containers:
        - name: {{ .component }}
          image: {{ include "viz.image" . }}
          imagePullPolicy: {{ .config.image.pullPolicy | default $values.defaultImagePullPolicy }}
          env:
            - name: MESH_VIZ_ROLES
              value: {{ .component }}
            - name: MESH_CLUSTER_DOMAIN
              value: {{ $values.clusterDomain }}
            - name: MESH_TRUST_DOMAIN
              value: {{ include "viz.trustDomain" $root }}
            - name: MESH_CONTROL_PLANE_NAMESPACE
              value: {{ $values.linkerdNamespace }}
            - name: LOGGING_LEVEL_ROOT
              value: {{ .config.logLevel | default $values.defaultLogLevel }}
            {{- if eq (.config.logFormat | default $values.defaultLogFormat) "json" }}
            - name: LOGGING_STRUCTURED_FORMAT_CONSOLE
              value: ecs
            {{- end }}
            {{- if .cluster }}
            - name: MESH_FEED_KIND
              value: kubernetes
            {{- end }}
            {{- if .tls }}
            - name: SPRING_PROFILES_ACTIVE
              value: https
            - name: MESH_VIZ_SERVING
              value: /var/run/linkerd/tls
            {{- end }}
            {{- with .env }}
            {{- . | nindent 12 }}
            {{- end }}
          ports:
            {{- .ports | nindent 12 }}
            - containerPort: 8086
              name: admin
          livenessProbe:
            httpGet:
              path: /actuator/health/liveness
              port: 8086
            initialDelaySeconds: 10
            timeoutSeconds: 5
          startupProbe:
            failureThreshold: 300
            httpGet:
              path: /actuator/health/liveness
              port: 8086
            periodSeconds: 1
            timeoutSeconds: 5
          readinessProbe:
            failureThreshold: 7
            httpGet:
              path: /actuator/health/readiness
              port: 8086
            timeoutSeconds: 1
          {{- include "viz.resources" (dict "resources" .config.resources) | nindent 10 }}
          securityContext:
            {{- include "viz.containerSecurity" (dict "uid" (include "viz.id" (dict "own" .config.UID "all" $values.defaultUID)) "gid" (include "viz.id" (dict "own" .config.GID "all" $values.defaultGID))) | nindent 12 }}
          terminationMessagePolicy: FallbackToLogsOnError
          volumeMounts:
            - mountPath: /tmp
              name: tmp
            {{- if .cluster }}
            - mountPath: /var/run/secrets/kubernetes.io/serviceaccount
              name: kube-api-access
              readOnly: true
            {{- end }}
            {{- if .tls }}
            - mountPath: /var/run/linkerd/tls
              name: tls
              readOnly: true
            {{- end }}
      volumes:
        - emptyDir: {}
          name: tmp
        {{- if .cluster }}
        {{- include "viz.apiTokenVolume" . | nindent 8 }}
        {{- end }}
        {{- if .tls }}
        - name: tls
          secret:
            secretName: {{ .component }}-k8s-tls
        {{- end }}
{{- if $values.enablePodDisruptionBudget }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .component }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
  annotations:
    {{- include "viz.annotations" $root | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      component: {{ .component }}
      linkerd.io/extension: viz
{{- end }}
{{- end -}}

{{- /* own, unless it says nothing; else all */ -}}
{{- define "viz.id" -}}
{{- if kindIs "invalid" .own }}{{ .all }}{{ else }}{{ .own }}{{ end -}}
{{- end -}}

{{- /* The service account's own token, in place of the one Kubernetes would mount. */ -}}
{{- define "viz.apiTokenVolume" -}}
- name: kube-api-access
  projected:
    defaultMode: 420
    sources:
      - serviceAccountToken:
          expirationSeconds: 3607
          path: token
      - configMap:
          items:
            - key: ca.crt
              path: ca.crt
          name: kube-root-ca.crt
      - downwardAPI:
          items:
            - fieldRef:
                fieldPath: metadata.namespace
              path: namespace
{{- end -}}

{{- /*
Secret `<component>-k8s-tls` unless somebody else makes it; root, component, config, value (config's name), out (a dict that is
told the authority as `ca`, base64, empty where somebody else tells it)
*/ -}}
{{- define "viz.serving" -}}
{{- $config := .config -}}
{{- $host := printf "%s.%s.svc" .component .root.Release.Namespace -}}
{{- $certificate := $config.crtPEM -}}
{{- $key := $config.keyPEM -}}
{{- if and $config.externalSecret (not (or $config.caBundle $config.injectCaFrom $config.injectCaFromSecret)) }}
{{- fail (printf "%s.externalSecret needs %s.caBundle, injectCaFrom or injectCaFromSecret" .value .value) }}
{{- end }}
{{- if and $config.injectCaFrom $config.injectCaFromSecret }}
{{- fail (printf "%s.injectCaFrom and injectCaFromSecret exclude each other" .value) }}
{{- end }}
{{- if not (or $config.externalSecret $certificate) }}
{{- $made := genSelfSignedCert $host (list) (list $host) 365 -}}
{{- $certificate = $made.Cert -}}
{{- $key = $made.Key -}}
{{- end -}}
{{- $told := or $config.injectCaFrom $config.injectCaFromSecret -}}
{{- $_ := set .out "ca" (ternary "" ($config.caBundle | default $certificate | trim | b64enc) (not (empty $told))) -}}
{{- if not $config.externalSecret -}}
apiVersion: v1
kind: Secret
metadata:
  name: {{ .component }}-k8s-tls
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
  annotations:
    {{- include "viz.annotations" .root | nindent 4 }}
type: kubernetes.io/tls
data:
  tls.crt: {{ $certificate | trim | b64enc }}
  tls.key: {{ $key | trim | b64enc }}
---
{{ end -}}
{{- end -}}

{{- /* Who tells the authority: cert-manager's annotations. */ -}}
{{- define "viz.injectedAuthority" -}}
{{- if .injectCaFrom }}
annotations:
  cert-manager.io/inject-ca-from: {{ .injectCaFrom }}
{{- else if .injectCaFromSecret }}
annotations:
  cert-manager.io/inject-ca-from-secret: {{ .injectCaFromSecret }}
{{- end }}
{{- end -}}

{{- /* Only those of an authentication reach a port: root, component, name, port, protocol, kind, authentication */ -}}
{{- define "viz.policy" -}}
apiVersion: policy.linkerd.io/v1beta3
kind: Server
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
  annotations:
    {{- include "viz.annotations" .root | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      component: {{ .component }}
      linkerd.io/extension: viz
  port: {{ .port }}
  proxyProtocol: {{ .protocol }}
---
apiVersion: policy.linkerd.io/v1alpha1
kind: AuthorizationPolicy
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
  annotations:
    {{- include "viz.annotations" .root | nindent 4 }}
spec:
  targetRef:
    group: policy.linkerd.io
    kind: Server
    name: {{ .name }}
  requiredAuthenticationRefs:
    {{- if eq .kind "ServiceAccount" }}
    - kind: ServiceAccount
    {{- else }}
    - group: policy.linkerd.io
      kind: {{ .kind }}
    {{- end }}
      name: {{ .authentication }}
{{- end -}}

{{- /* root, component, name, spec (text) */ -}}
{{- define "viz.meshAuthentication" -}}
apiVersion: policy.linkerd.io/v1alpha1
kind: MeshTLSAuthentication
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "viz.componentLabels" . | nindent 4 }}
  annotations:
    {{- include "viz.annotations" .root | nindent 4 }}
spec:
  {{- .spec | nindent 2 }}
{{- end -}}
