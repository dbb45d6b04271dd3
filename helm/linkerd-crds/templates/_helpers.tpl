{{- /* Whether a definition that others may have brought is installed: asked for, and absent or ours already. */ -}}
{{- define "weft.installs" -}}
{{- $there := dict -}}
{{- if .root.Values.mindOthers -}}
{{- $there = lookup "apiextensions.k8s.io/v1" "CustomResourceDefinition" "" .definition | default dict -}}
{{- end -}}
{{- $owner := dig "metadata" "labels" "linkerd.io/control-plane-ns" "" $there -}}
{{- if and .value (or (not $there) (eq $owner .root.Release.Namespace)) -}}yes{{- end -}}
{{- end -}}
