{{/*
A webhook's certificate (Secret `<service>-k8s-tls`, unless somebody else makes it) and its configuration.
root, config (externalSecret, crtPEM, keyPEM, caBundle, injectCaFrom, injectCaFromSecret, namespaceSelector), value (config's
name), component, service, kind, name (of the configuration), webhook (its own name), rest (what is said of the webhook beyond)
*/}}
{{- define "weft.webhook" -}}
{{- $root := .root -}}
{{- $config := .config -}}
{{- $host := printf "%s.%s.svc" .service $root.Release.Namespace -}}
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
{{- if not $config.externalSecret -}}
apiVersion: v1
kind: Secret
metadata:
  name: {{ .service }}-k8s-tls
  namespace: {{ $root.Release.Namespace }}
  labels:
    linkerd.io/control-plane-component: {{ .component }}
    {{- include "weft.labels" $root | nindent 4 }}
  annotations:
    {{- include "weft.annotations" $root | nindent 4 }}
type: kubernetes.io/tls
data:
  tls.crt: {{ $certificate | trim | b64enc }}
  tls.key: {{ $key | trim | b64enc }}
---
{{ end -}}
apiVersion: admissionregistration.k8s.io/v1
kind: {{ .kind }}
metadata:
  name: {{ .name }}
  {{- if $config.injectCaFrom }}
  annotations:
    cert-manager.io/inject-ca-from: {{ $config.injectCaFrom }}
  {{- else if $config.injectCaFromSecret }}
  annotations:
    cert-manager.io/inject-ca-from-secret: {{ $config.injectCaFromSecret }}
  {{- end }}
  labels:
    linkerd.io/control-plane-component: {{ .component }}
    {{- include "weft.labels" $root | nindent 4 }}
webhooks:
  - name: {{ .webhook }}
    admissionReviewVersions: [v1, v1beta1]
    clientConfig:
      {{- if not (or $config.injectCaFrom $config.injectCaFromSecret) }}
      caBundle: {{ $config.caBundle | default $certificate | trim | b64enc }}
      {{- end }}
      service:
        name: {{ .service }}
        namespace: {{ $root.Release.Namespace }}
        path: /
        port: 443
    failurePolicy: {{ $root.Values.webhookFailurePolicy }}
    namespaceSelector:
      {{- toYaml $config.namespaceSelector | nindent 6 }}
    {{- .rest | nindent 4 }}
    sideEffects: None
{{- end -}}
