{{- define "weft.version" -}}
{{ .Values.linkerdVersion | default .Chart.AppVersion }}
{{- end -}}

{{- define "weft.anchors" -}}
{{ .Values.identityTrustAnchorsPEM | default .Values.identity.issuer.tls.crtPEM | trim }}
{{- end -}}

{{- define "weft.trustDomain" -}}
{{ .Values.identityTrustDomain | default .Values.clusterDomain }}
{{- end -}}

{{- /* All values as the injector and the command line read them back: versions filled in, private keys left out. */ -}}
{{- define "weft.values" -}}
{{- $values := deepCopy .Values -}}
{{- $_ := set $values "linkerdVersion" (include "weft.version" .) -}}
{{- $_ := set $values "identityTrustAnchorsPEM" (include "weft.anchors" .) -}}
{{- $_ := unset $values.identity.issuer.tls "keyPEM" -}}
{{- range list "proxyInjector" "profileValidator" "policyValidator" -}}
{{- $_ := unset (get $values .) "keyPEM" -}}
{{- end -}}
{{- $_ := unset $values "global" -}}
{{ toYaml $values }}
{{- end -}}

{{- define "weft.labels" -}}
app.kubernetes.io/part-of: Linkerd
app.kubernetes.io/version: {{ include "weft.version" . }}
linkerd.io/control-plane-ns: {{ .Release.Namespace }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "weft.annotations" -}}
linkerd.io/created-by: linkerd/helm {{ .Chart.Version }}
{{- end -}}

{{- define "weft.resources" -}}
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

{{- /* What values say of the proxy's memory; else what the resource profile says. */ -}}
{{- define "weft.proxyResources" -}}
{{- $resources := deepCopy .Values.proxy.resources -}}
{{- $limit := get (dict "small" "50Mi" "large" "200Mi") .Values.proxy.resourceProfile -}}
{{- if and $limit (not $resources.memory.limit) }}{{- $_ := set $resources.memory "limit" $limit -}}{{- end -}}
{{- include "weft.resources" (dict "resources" $resources) -}}
{{- end -}}

{{- define "weft.podLabels" -}}
linkerd.io/control-plane-component: {{ .component }}
linkerd.io/control-plane-ns: {{ .root.Release.Namespace }}
linkerd.io/proxy-deployment: {{ .deployment }}
linkerd.io/workload-ns: {{ .root.Release.Namespace }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- with .root.Values.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "weft.podAnnotations" -}}
{{ include "weft.annotations" .root }}
cluster-autoscaler.kubernetes.io/safe-to-evict: "true"
config.linkerd.io/default-inbound-policy: all-unauthenticated
linkerd.io/trust-root-sha256: {{ include "weft.anchors" .root | sha256sum }}
linkerd.io/proxy-version: {{ .root.Values.proxy.image.version | default (include "weft.version" .root) }}
{{- with .root.Values.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- with .own }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "weft.podSettings" -}}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
nodeSelector:
  {{- toYaml .root.Values.nodeSelector | nindent 2 }}
{{- with .root.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .root.Values.runtimeClassName }}
runtimeClassName: {{ . }}
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
              linkerd.io/control-plane-component: {{ .component }}
          topologyKey: topology.kubernetes.io/zone
    requiredDuringSchedulingIgnoredDuringExecution:
      - labelSelector:
          matchLabels:
            linkerd.io/control-plane-component: {{ .component }}
        topologyKey: kubernetes.io/hostname
  {{- end }}
{{- end }}
{{- end -}}

{{- define "weft.deploymentSettings" -}}
replicas: {{ .root.Values.controllerReplicas }}
revisionHistoryLimit: {{ .root.Values.revisionHistoryLimit }}
selector:
  matchLabels:
    linkerd.io/control-plane-component: {{ .component }}
    linkerd.io/control-plane-ns: {{ .root.Release.Namespace }}
    linkerd.io/proxy-deployment: {{ .deployment }}
strategy:
  {{- toYaml .root.Values.deploymentStrategy | nindent 2 }}
{{- end -}}

{{- /* What all services' own containers share: settings, probes, what they may do. */ -}}
{{- define "weft.serviceContainer" -}}
image: {{ .root.Values.controllerImage }}-{{ .image }}:{{ .root.Values.controllerImageVersion | default (include "weft.version" .root) }}
imagePullPolicy: {{ .root.Values.imagePullPolicy }}
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
securityContext:
  allowPrivilegeEscalation: false
  capabilities:
    drop:
      - ALL
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  runAsUser: {{ .root.Values.controllerUID }}
  {{- if ge (int .root.Values.controllerGID) 0 }}
  runAsGroup: {{ .root.Values.controllerGID }}
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
terminationMessagePolicy: FallbackToLogsOnError
{{- include "weft.resources" (dict "resources" (.resources | default dict)) }}
{{- end -}}

{{- define "weft.serviceEnvironment" -}}
- name: MESH_CLUSTER_DOMAIN
  value: {{ .Values.clusterDomain }}
- name: MESH_TRUST_DOMAIN
  value: {{ include "weft.trustDomain" . }}
- name: MESH_CONTROL_PLANE_NAMESPACE
  value: {{ .Release.Namespace }}
- name: MESH_CLUSTER_NETWORKS
  value: {{ .Values.clusterNetworks | quote }}
- name: MESH_FEED_KIND
  value: kubernetes
- name: LOGGING_LEVEL_ROOT
  value: {{ .Values.controllerLogLevel }}
{{- if eq .Values.controllerLogFormat "json" }}
- name: LOGGING_STRUCTURED_FORMAT_CONSOLE
  value: ecs
{{- end }}
{{- end -}}

{{- /* What accounts are called in the mesh, separated by commas. */ -}}
{{- define "weft.identities" -}}
{{- $root := .root }}
{{- range $index, $account := .accounts }}
{{- if $index }},{{ end }}
{{- printf "%s.%s.serviceaccount.identity.%s.%s" $account.name $account.namespace $root.Release.Namespace (include "weft.trustDomain" $root) }}
{{- end }}
{{- end -}}

{{- /* Of one group of values, what somebody wants set beside. */ -}}
{{- define "weft.moreEnvironment" -}}
{{- range concat (.additionalEnv | default list) (.experimentalEnv | default list) }}
- {{ toYaml . | nindent 2 | trim }}
{{- end }}
{{- end -}}

{{- /* The service account's own token, in place of the one Kubernetes would mount. */ -}}
{{- define "weft.apiTokenVolume" -}}
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

{{- define "weft.apiTokenMount" -}}
- mountPath: /var/run/secrets/kubernetes.io/serviceaccount
  name: kube-api-access
  readOnly: true
{{- end -}}

{{- define "weft.disruptionBudget" -}}
{{- if .root.Values.enablePodDisruptionBudget }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    linkerd.io/control-plane-component: {{ .component }}
    {{- include "weft.labels" .root | nindent 4 }}
  annotations:
    {{- include "weft.annotations" .root | nindent 4 }}
spec:
  maxUnavailable: {{ .root.Values.controller.podDisruptionBudget.maxUnavailable }}
  selector:
    matchLabels:
      linkerd.io/control-plane-component: {{ .component }}
{{- end }}
{{- end -}}

{{- /* Durations as Go writes them (24h0m0s) in the one unit that the services read. */ -}}
{{- define "weft.duration" -}}
{{- $text := . -}}
{{- $seconds := 0 -}}
{{- range $part := regexFindAll "[0-9]+(h|ms|m|s)" $text -1 -}}
{{- $number := regexFind "[0-9]+" $part | int -}}
{{- if hasSuffix "ms" $part }}{{- $seconds = add $seconds (div $number 1000) -}}
{{- else if hasSuffix "h" $part }}{{- $seconds = add $seconds (mul $number 3600) -}}
{{- else if hasSuffix "m" $part }}{{- $seconds = add $seconds (mul $number 60) -}}
{{- else }}{{- $seconds = add $seconds $number -}}{{- end -}}
{{- end -}}
{{ $seconds }}s
{{- end -}}
