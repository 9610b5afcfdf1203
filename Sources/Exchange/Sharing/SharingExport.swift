// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

extension Sharing {
    /// What is held about a person: what they wrote, did, follow and are told.
    func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] {
        let held: [String: [JSON]] = [
            "requests_and_offers": try notices.store.notices(by: person, on: connection).map(exported),
            "answers": try notices.store.answers(by: person, on: connection).map { answer in
                ["notice": .id(answer.notice), "text": .string(answer.words)]
            },
            "messages": try messages.store.messages(of: person, on: connection).map { message in
                [
                    "notice": .id(message.notice), "direction": .string(message.isSent ? "sent" : "received"),
                    "at": .string(message.at.rfc3339),
                ]
            },
            "tasks": try tasks.store.tasks(by: person, on: connection).map { task in
                [
                    "id": .id(task.id), "title": .string(task.content.title), "text": .string(task.content.words),
                    "conclusion": .optional(task.conclusion),
                ]
            },
            "task_parts": try tasks.store.parts(of: person, on: connection).map(exported),
            "hidden_items": try HidingStore().hidden(by: person, on: connection).map { table, id, hiding in
                [
                    "kind": .string(table.word), "id": .string("\(id)"), "reason": .string(hiding.reason),
                    "at": .string(hiding.at.rfc3339),
                ]
            },
            "follows": try follows.follows(of: person, on: connection).map { follow in
                ["kind": .string(follow.target.kind), "item": .string(follow.target.item)]
            },
            "saved_searches": try follows.searches(of: person, on: connection).map { search in
                ["name": .string(search.name), "query": .string(search.query)]
            },
            "weekly_mail": try [readers.reader(person, on: connection)].compactMap(\.self).map { reader in
                ["is_on": .bool(reader.isOn), "told_until": .string(reader.toldUntil.rfc3339)]
            },
        ]
        return held.filter { !$0.value.isEmpty }.mapValues(JSON.array)
    }

    private func exported(_ notice: Notice) -> JSON {
        var members: [String: JSON] = [
            "id": .id(notice.id), "title": .string(notice.content.title), "text": .string(notice.content.words),
            "what_helped": .optional(notice.settlement?.words),
        ]
        switch notice.content.details {
        case .request(let tried): members["tried"] = .optional(tried)
        case .offer(_, let place, let terms):
            members["place"] = .optional(place)
            members["terms"] = .optional(terms)
        }
        return .object(members)
    }

    private func exported(_ part: TaskPart) -> JSON {
        [
            "task": .id(part.task), "title": .string(part.content.title),
            "hours": part.outcome?.spent.json ?? .null, "result": .optional(part.outcome?.result),
            "link": .optional(part.outcome?.link?.value), "notes": .optional(part.outcome?.notes),
            "file": .optional(part.outcome?.file?.name.text),
        ]
    }
}
