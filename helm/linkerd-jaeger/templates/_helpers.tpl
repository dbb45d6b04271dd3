{{- define "jaeger.version" -}}
{{ .Values.linkerdVersion | default .Chart.AppVersion }}
{{- end -}}

{{- define "jaeger.labels" -}}
app.kubernetes.io/part-of: Linkerd
app.kubernetes.io/version: {{ include "jaeger.version" . }}
linkerd.io/extension: jaeger
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Of an object of a component: root, component */ -}}
{{- define "jaeger.componentLabels" -}}
component: {{ .component }}
{{ include "jaeger.labels" .root }}
{{- end -}}

{{- define "jaeger.annotations" -}}
linkerd.io/created-by: linkerd/helm {{ .Chart.Version }}
{{- end -}}

{{- /* {cpu: {request, limit}, …} as a container has it. */ -}}
{{- define "jaeger.resources" -}}
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

{{- define "jaeger.account" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .component }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "jaeger.componentLabels" . | nindent 4 }}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* A ClusterRole of an account's own: root, component, rules (text) */ -}}
{{- define "jaeger.clusterRole" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: linkerd-{{ .root.Release.Namespace }}-{{ .component }}
  labels:
    {{- include "jaeger.componentLabels" . | nindent 4 }}
rules:
  {{- .rules | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: linkerd-{{ .root.Release.Namespace }}-{{ .component }}
  labels:
    {{- include "jaeger.componentLabels" . | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: linkerd-{{ .root.Release.Namespace }}-{{ .component }}
subjects:
  - kind: ServiceAccount
    name: {{ .component }}
    namespace: {{ .root.Release.Namespace }}
{{- end -}}

{{- /* root, component, ports (text), annotations (text) */ -}}
{{- define "jaeger.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .component }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "jaeger.componentLabels" . | nindent 4 }}
  annotations:
    {{- include "jaeger.annotations" .root | nindent 4 }}
    {{- with .serviceAnnotations }}
    {{- . | nindent 4 }}
    {{- end }}
spec:
  ports:
    {{- .servicePorts | nindent 4 }}
  selector:
    component: {{ .component }}
    linkerd.io/extension: jaeger
{{- end -}}

{{- /*
A Deployment: root, component (also the account), config, replicas, image, annotations (text), container (what is its own, text), volumes
(text)
*/ -}}
{{- define "jaeger.deployment" -}}
{{- $values := .root.Values -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .component }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    app.kubernetes.io/name: {{ .component }}
    {{- include "jaeger.componentLabels" . | nindent 4 }}
  annotations:
    {{- include "jaeger.annotations" .root | nindent 4 }}
spec:
  replicas: {{ .replicas }}
  revisionHistoryLimit: {{ $values.revisionHistoryLimit }}
  selector:
    matchLabels:
      component: {{ .component }}
      linkerd.io/extension: jaeger
  template:
    metadata:
      labels:
        {{- include "jaeger.componentLabels" . | nindent 8 }}
        {{- with $values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        {{- include "jaeger.annotations" .root | nindent 8 }}
        cluster-autoscaler.kubernetes.io/safe-to-evict: "true"
        config.linkerd.io/proxy-await: enabled
        # Spans of what carries spans would never end.
        jaeger.linkerd.io/tracing-enabled: "true"
        linkerd.io/inject: enabled
        {{- with .podAnnotations }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with $values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      automountServiceAccountToken: false
      {{- with $values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      nodeSelector:
        {{- toYaml $values.nodeSelector | nindent 8 }}
      {{- with $values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if or $values.enablePodAntiAffinity $values.nodeAffinity }}
      affinity:
        {{- with $values.nodeAffinity }}
        nodeAffinity:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- if $values.enablePodAntiAffinity }}
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
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: {{ .component }}
          image: {{ .image }}
          imagePullPolicy: {{ .config.image.pullPolicy | default $values.imagePullPolicy }}
          {{- include "jaeger.resources" (dict "resources" .config.resources) | nindent 10 }}
          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop:
                - ALL
            readOnlyRootFilesystem: true
            runAsNonRoot: true
            runAsUser: {{ include "jaeger.id" (dict "own" .config.UID "all" $values.defaultUID) }}
            runAsGroup: {{ include "jaeger.id" (dict "own" .config.GID "all" $values.defaultGID) }}
            seccompProfile:
              type: RuntimeDefault
          terminationMessagePolicy: FallbackToLogsOnError
          {{- .container | nindent 10 }}
      volumes:
        - emptyDir: {}
          name: tmp
        {{- with .volumes }}
        {{- . | nindent 8 }}
        {{- end }}
{{- end -}}

{{- /* own, unless it says nothing; else all */ -}}
{{- define "jaeger.id" -}}
{{- if kindIs "invalid" .own }}{{ .all }}{{ else }}{{ .own }}{{ end -}}
{{- end -}}

{{- /* The service account's own token, in place of the one Kubernetes would mount. */ -}}
{{- define "jaeger.apiTokenVolume" -}}
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

{{- define "jaeger.apiTokenMount" -}}
- mountPath: /var/run/secrets/kubernetes.io/serviceaccount
  name: kube-api-access
  readOnly: true
{{- end -}}
