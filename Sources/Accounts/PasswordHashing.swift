// SPDX-License-Identifier: EUPL-1.2

import CArgon2
import Foundation
import Kernel
import Web

/// Hashes passwords with argon2id (RFC 9106): two passes over 19 MiB, one lane, as OWASP recommends.
///
/// Each hash takes some 35 ms of a core and its 19 MiB, so few run at once, on threads of their own, and a crowd that
/// waits is sent away before it fills the memory.
final class PasswordHashing: Sendable {
    struct Failure: Error {
        let code: Int32
    }

    private static let passes: UInt32 = 2
    private static let kibibytes: UInt32 = 19 * 1024
    private static let saltLength = 16
    private static let hashLength = 32
    private static let waitingAtMost = 50

    private let queue: OperationQueue

    init(atOnce: Int = max(1, ProcessInfo.processInfo.activeProcessorCount / 2)) {
        queue = OperationQueue()
        queue.name = "argon2"
        queue.maxConcurrentOperationCount = atOnce
        queue.qualityOfService = .userInitiated
    }

    /// The encoded hash, with its parameters and a fresh salt.
    func hash(_ password: String) async throws -> String {
        try await carryOut { try Self.hash(password) }
    }

    /// Whether the password is the one that was hashed. Without a hash it takes as long and is false, so that the time
    /// does not tell who has a password.
    func verify(_ password: String, against hash: String?) async throws -> Bool {
        try await carryOut {
            let matches = Self.matches(password, hash ?? Self.nobodys)
            return matches && hash != nil
        }
    }

    private func carryOut<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard queue.operationCount < Self.waitingAtMost else {
            throw Rejection(.unavailable, .signInCrowded, retryAfter: .seconds(5))
        }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result(catching: work)) }
        }
    }

    private static func hash(_ password: String) throws -> String {
        let secret = bytes(of: password)
        let salt = (0..<saltLength).map { _ in UInt8.random(in: .min ... .max) }
        let length = argon2_encodedlen(
            passes, kibibytes, 1, UInt32(saltLength), UInt32(hashLength), Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let code = argon2id_hash_encoded(
            passes, kibibytes, 1, secret, secret.count, salt, salt.count, hashLength, &encoded, encoded.count)
        guard code == ARGON2_OK.rawValue else { throw Failure(code: code) }
        return String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func matches(_ password: String, _ hash: String) -> Bool {
        let secret = bytes(of: password)
        return argon2id_verify(hash, secret, secret.count) == ARGON2_OK.rawValue
    }

    /// NFKC first: keyboards differ in how they compose an umlaut.
    private static func bytes(of password: String) -> [UInt8] {
        Array(password.precomposedStringWithCompatibilityMapping.utf8)
    }

    /// The hash of a random password that nobody knows, at the same cost.
    static let nobodys =
        (try? hash(SecretToken.random().text)) ?? "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AA"
}
