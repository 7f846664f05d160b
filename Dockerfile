# The command line and the query side, from the release archive: ./mvnw -DskipTests package && docker build -t varve .
FROM eclipse-temurin:21.0.8_9-jre-noble

# Alembic runs as a process of its own; Flyway comes with Varve.
RUN apt-get update \
 && apt-get install -y --no-install-recommends alembic python3 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --create-home --home-dir /var/lib/varve --shell /usr/sbin/nologin varve

ARG VERSION=0.1.0-SNAPSHOT
ADD command-side/target/varve-${VERSION}.tar.gz /opt/
RUN ln -s /opt/varve-${VERSION} /opt/varve && ln -s /opt/varve/varve /usr/local/bin/varve

USER varve
WORKDIR /var/lib/varve
# Every container that works on one database has to see the others' locks: they are kept with the home.
ENV VARVE_HOME=/var/lib/varve/home VARVE_LOCKS=/var/lib/varve/locks
VOLUME /var/lib/varve
ENTRYPOINT ["varve"]
CMD ["--help"]
