// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Logging

extension Site {
    /// Bytes a second that a connection must carry for an upload: half a megabit.
    private static let slowestUpload = 64 * 1_024

    /// A form with its files, each looked at. Of who may not send it only the texts are read, for the page that says so;
    /// but of whom it was shown to before their session ended the files wait.
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
            begin: beginning(request, uploads, isAdmitted: isAdmitted))
        let expected = min(length, MultipartReader.patience)
        reader = try await readParts(reader, settings.bodyDeadline + .seconds(Int64(expected / Self.slowestUpload)))
        var multipart = try reader.finish()
        for index in multipart.files.indices {
            multipart.files[index] = try await uploads.inspect(multipart.files[index], limits)
        }
        guard isAdmitted else {
            if let person = uploads.waiting.formerVisitor(multipart.form, now: request.now) {
                try multipart.wait(in: uploads.waiting, of: person, limits, now: request.now)
            }
            multipart.dropped += multipart.files.filter { !$0.isAccepted }.map(\.name)
            return multipart
        }
        try multipart.wait(in: uploads.waiting, of: request.visitor?.person, limits, now: request.now)
        return multipart
    }

    /// Where the files of a form go.
    private func beginning(
        _ request: WebRequest, _ uploads: UploadPorts, isAdmitted: Bool
    ) -> MultipartReader.Begin? {
        if isAdmitted { return { _ in try uploads.begin() } }
        guard request.visitor == nil, !request.isForAPI, FormGuard.seemsOurs(request) else { return nil }
        let now = request.now
        return { form in
            try uploads.waiting.formerVisitor(form, now: now) == nil ? nil : uploads.begin()
        }
    }

    /// A form without files that may have marks of some: the page of an ended session sends it so.
    func formWithMarks(_ request: WebRequest, _ route: Route, _ limits: FileLimits) throws -> Multipart? {
        guard let uploads = ports.uploads, !request.isForAPI, let form = try? request.form(),
            form.pairs.contains(where: { WaitingFile.file(of: $0.name) != nil }),
            (try? admit(request, to: route)) != nil, FormGuard.seemsOurs(request)
        else { return nil }
        var multipart = Multipart(form: form)
        try multipart.take(from: uploads.waiting, of: request.visitor?.person, limits, now: request.now)
        return multipart
    }

    /// Lets the files of a form wait that will come again.
    func letFilesWait(_ request: WebRequest, _ status: HTTPResponse.Status) async {
        guard let news = request.multipart?.news, let waiting = ports.uploads?.waiting,
            [.unauthorized, .unprocessableContent, .contentTooLarge, .conflict].contains(status), !request.isForAPI
        else { return }
        for upload in news {
            do {
                try await waiting.put(upload, now: request.now)
            } catch {
                logger.error("a file cannot wait", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension Multipart {
    /// Takes what waited, and marks what came now, should it have to.
    fileprivate mutating func wait(
        in waiting: WaitingFiles, of person: PersonID?, _ limits: FileLimits, now: Instant
    ) throws {
        try take(from: waiting, of: person, limits, now: now)
        markNews(for: waiting, of: person, now: now)
    }

    /// Adds the files whose marks the form carries. A new one replaces the one that waited where there can be only one;
    /// one that waited too long is missed at its field.
    mutating func take(
        from waiting: WaitingFiles, of person: PersonID?, _ limits: FileLimits, now: Instant
    ) throws {
        var waited: [ReceivedFile] = []
        var pairs: [(name: String, value: String)] = []
        for pair in form.pairs {
            guard let field = WaitingFile.file(of: pair.name) else {
                pairs.append(pair)
                continue
            }
            let isReplaced = limits.count == 1 && files.contains { $0.field == field && $0.isAccepted }
            guard !isReplaced, waited.count < limits.count else { continue }
            if let upload = try waiting.take(pair.value, for: field, of: person, limits, now: now) {
                waited.append(ReceivedFile(field: field, name: upload.name, state: .accepted(upload)))
                pairs.append(pair)
            } else {
                let name = WaitingFile(pair.value)?.name ?? FileName("")
                let message = TextUse(.fileWaitedTooLong, ["name": "\(name.text)"])
                waited.append(
                    ReceivedFile(field: field, name: name, state: .refused(message, isTooLarge: false)))
            }
        }
        form = FormData(pairs)
        for index in files.indices where files[index].isAccepted {
            let before = waited.count { $0.isAccepted } + files[..<index].count { $0.isAccepted }
            guard before >= limits.count else { continue }
            files[index].state = .refused(TextUse(.fileTooMany, count: limits.count), isTooLarge: true)
        }
        files = waited + files
        news = files.suffix(files.count - waited.count).compactMap(\.upload)
    }

    /// Marks the files that came now, for the form to carry them when it is shown again.
    mutating func markNews(for waiting: WaitingFiles, of person: PersonID?, now: Instant) {
        form = FormData(
            form.pairs
                + news.compactMap { upload in
                    waiting.mark(upload, of: person, now: now).map { (WaitingFile.field(for: upload.field), $0) }
                })
    }
}

extension ReceivedFile {
    fileprivate var upload: Upload? { if case .accepted(let upload) = state { upload } else { nil } }
    fileprivate var isAccepted: Bool { upload != nil }
}
