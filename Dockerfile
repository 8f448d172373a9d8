# An image with mockscript alone: docker build -t mockscript . && docker run --rm -p 4000:4000 -v "$PWD/examples/shop:/mock" mockscript
FROM swift:6.3-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 xz-utils && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN scripts/install --to /out

# The binary needs libc, libm and the loader; certificates are for handlers that call other servers over TLS.
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/ /usr/local/
RUN useradd --system mock
USER mock
EXPOSE 4000
WORKDIR /mock
# Other machines reach the container's address, so the admin API is off; give --token instead of --no-admin to have it.
ENTRYPOINT ["mockscript"]
CMD ["serve", "/mock", "--host", "0.0.0.0", "--no-admin"]
