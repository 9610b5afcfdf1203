// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel

extension Site {
    /// Bytes a second that a connection must carry for an upload: half a megabit.
    private static let slowestUpload = 64 * 1_024

    /// A form with its files, each looked at. Of who may not send it only the texts are read, for the page that says so.
    func multipart(
        _ request: WebRequest, _ route: Route, _ limits: FileLimits, _ readParts: PartsReading
    ) async throws -> Multipart {
        guard let uploads = ports.uploads else { throw Rejection(.unsupportedType, .unsupportedType) }
        let isAdmitted = (try? admit(request, to: route)) != nil && FormGuard.seemsOurs(request)
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? limits.bytesEach * limits.count
        if request.headers[.expect] != nil, length > limits.bytesEach * limits.count + route.bodyLimit {
            // Who asks before sending needs not send.
            throw Rejection(.tooLarge, .bodyTooLarge)
        }
        var reader = try MultipartReader(
            contentType: request.headers[.contentType] ?? "", textLimit: route.bodyLimit, files: limits,
            begin: isAdmitted ? uploads.begin : nil)
        let expected = min(length, MultipartReader.patience)
        reader = try await readParts(reader, settings.bodyDeadline + .seconds(Int64(expected / Self.slowestUpload)))
        var multipart = try reader.finish()
        for index in multipart.files.indices {
            multipart.files[index] = try await uploads.inspect(multipart.files[index], limits)
        }
        return multipart
    }
}
