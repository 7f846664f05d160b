# Sets JAVA_HOME to a JDK from 21 on: JAVA_HOME if it is one, else the one in the PATH, else the newest in the usual folders.
# Sourced by ./varve and ./mvnw. Prints one line and exits 2 if there is none. With varve_needs=java a runtime without compiler will do.
varve_needs=${varve_needs:-javac}
varve_jdk_release() {
  [ -x "$1/bin/$varve_needs" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}
varve_jdk_suits() {
  varve_release=$(varve_jdk_release "$1") && [ "${varve_release:-0}" -ge 21 ]
}
varve_find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && varve_jdk_suits "$JAVA_HOME"; then return 0; fi
  varve_javac=$(command -v "$varve_needs" || true)
  if [ -n "$varve_javac" ]; then
    varve_home=$(dirname "$(dirname "$(readlink -f "$varve_javac")")")
    if varve_jdk_suits "$varve_home"; then JAVA_HOME=$varve_home; return 0; fi
  fi
  varve_best=0
  varve_glob=${-##*f*}
  set +f
  for varve_home in /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if varve_jdk_suits "$varve_home" && [ "$varve_release" -gt "$varve_best" ]; then
      varve_best=$varve_release
      JAVA_HOME=$varve_home
    fi
  done
  [ -n "$varve_glob" ] || set -f
  [ "$varve_best" -gt 0 ]
}
if varve_find_jdk; then
  export JAVA_HOME
else
  if [ "$varve_needs" = java ]; then varve_needs="Java"; else varve_needs="a JDK"; fi
  echo "varve: expected $varve_needs of release 21 or newer in JAVA_HOME, the PATH or /usr/lib/jvm, found none; install one (Debian: apt-get install openjdk-21-jdk, or a Temurin build) or set JAVA_HOME" >&2
  exit 2
fi
