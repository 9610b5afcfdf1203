// swift-tools-version: 6.1
// SPDX-License-Identifier: EUPL-1.2

import PackageDescription

/// Every Swift target speaks the same, strict dialect.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let bitCollections = Target.Dependency.product(name: "BitCollections", package: "swift-collections")

let package = Package(
    name: "stadtzimmer",
    products: [
        .executable(name: "stadtzimmer", targets: ["App"])
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),

        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),

        .target(name: "Kernel", dependencies: [crypto], swiftSettings: strict),
        .target(
            name: "Storage", dependencies: ["Kernel", "CPostgres", grdb, grdbSQLite, logging], swiftSettings: strict),
        .systemLibrary(name: "CIcal", pkgConfig: "libical", providers: [.apt(["libical-dev"])]),
        .target(name: "Calendars", dependencies: ["Kernel", "CIcal"], swiftSettings: strict),
        .systemLibrary(name: "CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
        .target(name: "Imaging", dependencies: ["CVips"], swiftSettings: strict),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .target(
            name: "Search", dependencies: ["Kernel", "Storage", "CStemmer", bitCollections], swiftSettings: strict),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "Mail", dependencies: ["Kernel", "Storage", "CGMime", "CCurl"], swiftSettings: strict),
        .executableTarget(name: "EmbedTool", swiftSettings: strict),
        .plugin(name: "EmbedResources", capability: .buildTool(), dependencies: ["EmbedTool"]),
        .target(
            name: "Web",
            dependencies: [
                "CQREncode", "CZlib", "Calendars", "Kernel", "Storage", "Mail", "Search", hummingbird, hummingbirdCore,
                hummingbirdTLS, httpTypes, logging, nioCore, nioSSL, serviceLifecycle, yams,
            ], exclude: ["Assets", "Texts"], swiftSettings: strict, plugins: ["EmbedResources"]),
        .target(
            name: "Accounts", dependencies: ["Kernel", "Storage", "Mail", "Web", "CArgon2", crypto, httpTypes],
            exclude: ["Assets", "Texts"], swiftSettings: strict, plugins: ["EmbedResources"]),
        .target(
            name: "Directory", dependencies: ["Kernel", "Storage", "Mail", "Search", "Web", httpTypes],
            exclude: ["Texts"], swiftSettings: strict, plugins: ["EmbedResources"]),
        .target(
            name: "Exchange", dependencies: ["Calendars", "Kernel", "Storage", "Search", "Mail", "Web", httpTypes],
            exclude: ["Assets", "Texts"], swiftSettings: strict, plugins: ["EmbedResources"]),
        .target(
            name: "Houses", dependencies: ["Calendars", "Kernel", "Storage", "Mail", "Search", "Web", httpTypes],
            exclude: ["Texts"], swiftSettings: strict, plugins: ["EmbedResources"]),
        .target(
            name: "Rooms", dependencies: ["Kernel", "Storage", "Mail", "Search", "Calendars", "Web", httpTypes],
            exclude: ["Texts"], swiftSettings: strict, plugins: ["EmbedResources"]),
        .executableTarget(
            name: "App",
            dependencies: [
                "Accounts", "Directory", "Exchange", "Houses", "Imaging", "Kernel", "Mail", "Rooms", "Search",
                "Storage", "Web",
                argumentParser, configuration, httpTypes, logging, serviceLifecycle, systemPackage, unixSignals,
            ], exclude: ["Texts"], swiftSettings: strict, plugins: ["EmbedResources"]),

        .target(
            name: "TestSupport", dependencies: ["Storage", "CPostgres"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "CalendarsTests", dependencies: ["Calendars", "Kernel"], exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(name: "KernelTests", dependencies: ["Kernel"], swiftSettings: strict),
        .testTarget(
            name: "WebTests", dependencies: ["Kernel", "Storage", "TestSupport", "Web", httpTypes, logging, yams],
            swiftSettings: strict),
        .executableTarget(
            name: "UploadSite",
            dependencies: ["Imaging", "Kernel", "Storage", "Web", httpTypes, logging, serviceLifecycle, unixSignals],
            path: "Tests/UploadSite", swiftSettings: strict),
        .testTarget(name: "ImagingTests", dependencies: ["Imaging"], swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["Kernel", "Storage", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "MailTests", dependencies: ["Kernel", "Storage", "Mail", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "AccountsTests",
            dependencies: ["Accounts", "Kernel", "Mail", "Storage", "TestSupport", "Web", crypto, httpTypes, logging],
            swiftSettings: strict),
        .testTarget(
            name: "DirectoryTests",
            dependencies: [
                "Directory", "Kernel", "Mail", "Search", "Storage", "TestSupport", "Web", httpTypes, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HousesTests",
            dependencies: [
                "Calendars", "Directory", "Houses", "Kernel", "Mail", "Search", "Storage", "TestSupport", "Web",
                httpTypes, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "RoomsTests",
            dependencies: ["Calendars", "Kernel", "Mail", "Rooms", "Search", "Storage", "TestSupport", "Web"],
            swiftSettings: strict),
        .testTarget(
            name: "SearchTests", dependencies: ["Kernel", "Search", "Storage", "TestSupport"],
            exclude: ["Judged"], swiftSettings: strict),
        .executableTarget(
            name: "SearchBench",
            dependencies: [
                "Directory", "Exchange", "Kernel", "Mail", "Search", "Storage", "TestSupport", "Web", logging,
                serviceLifecycle,
            ], path: "Tests/SearchBench", swiftSettings: strict),
        .testTarget(
            name: "ExchangeTests",
            dependencies: [
                "Exchange", "Kernel", "Mail", "Search", "Storage", "TestSupport", "Web", httpTypes, logging,
            ], swiftSettings: strict),
        .testTarget(name: "LayeringTests", swiftSettings: strict),
    ]
)
