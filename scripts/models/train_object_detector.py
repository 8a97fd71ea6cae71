#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Trains the stand-in for YOLOv8n on pictures of random_scenes.py.

usage: train_object_detector.py PICTURES OUT.json EPOCHS [FROM.json]

OUT.json has the layers' weights, batch normalization folded in. Needs PyTorch (Debian: python3-torch).
"""
import json
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F

SIDE, CLASSES = 192, 4
GRIDS = ((24, 0.14), (12, 0.3), (6, 0.65))  # cells a side, and the usual size there as a part of the picture
RANGES = ((0.0, 0.22), (0.17, 0.45), (0.36, 9.0))  # larger side of what a grid finds


class Block(nn.Sequential):
    """Pads as TensorFlow's SAME does: with stride 2 on the right and below only."""

    def __init__(self, inputs, outputs, stride):
        pad = nn.ZeroPad2d((0, 1, 0, 1) if stride == 2 else 1)
        conv = nn.Conv2d(inputs, outputs, 3, stride, bias=False)
        super().__init__(pad, conv, nn.BatchNorm2d(outputs), nn.ReLU())


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(Block(3, 8, 2), Block(8, 16, 2), Block(16, 24, 2))
        self.small = Block(24, 24, 1)
        self.middle = nn.Sequential(Block(24, 32, 2), Block(32, 32, 1))
        self.large = nn.Sequential(Block(32, 48, 2), Block(48, 48, 1))
        self.heads = nn.ModuleList(nn.Conv2d(c, 4 + CLASSES, 1) for c in (24, 32, 48))
        for head in self.heads:
            nn.init.constant_(head.bias[4:], -4.0)

    def forward(self, x):
        a = self.small(self.stem(x))
        b = self.middle(a)
        c = self.large(b)
        return [head(t) for head, t in zip(self.heads, (a, b, c))]


def boxes_of(out, grid, size):
    """x, y, w, h as parts of the picture; (n, 4, grid, grid)."""
    cells = torch.arange(grid, dtype=torch.float32)
    s = torch.sigmoid(out[:, :4]) * 2
    x = (s[:, 0] - 0.5 + cells.view(1, 1, -1)) / grid
    y = (s[:, 1] - 0.5 + cells.view(1, -1, 1)) / grid
    return torch.stack([x, y, s[:, 2] ** 2 * size, s[:, 3] ** 2 * size], 1)


def targets_of(truths, grid, span):
    """Where what is to be said: (classes, boxes, mask)."""
    n = len(truths)
    score, box, mask = torch.zeros(n, CLASSES, grid, grid), torch.zeros(n, 4, grid, grid), torch.zeros(n, grid, grid)
    for i, truth in enumerate(truths):
        for kind, x, y, w, h in sorted(truth, key=lambda t: -t[3] * t[4]):
            if not span[0] <= max(w, h) < span[1]:
                continue
            for cy in range(int(y * grid - 0.5), int(y * grid - 0.5) + 2):
                for cx in range(int(x * grid - 0.5), int(x * grid - 0.5) + 2):
                    if not (0 <= cx < grid and 0 <= cy < grid):
                        continue
                    score[i, :, cy, cx] = 0
                    score[i, kind, cy, cx] = 1
                    box[i, :, cy, cx] = torch.tensor([x, y, w, h])
                    mask[i, cy, cx] = 1
    return score, box, mask


def overlap(a, b):
    """IoU of boxes, (..., 4)."""
    low = torch.maximum(a[..., :2] - a[..., 2:] / 2, b[..., :2] - b[..., 2:] / 2)
    high = torch.minimum(a[..., :2] + a[..., 2:] / 2, b[..., :2] + b[..., 2:] / 2)
    common = (high - low).clamp(min=0).prod(-1)
    return common / (a[..., 2:].prod(-1) + b[..., 2:].prod(-1) - common + 1e-9)


def loss_of(outs, truths):
    total = 0
    for out, (grid, size), span in zip(outs, GRIDS, RANGES):
        score, box, mask = targets_of(truths, grid, span)
        p = torch.sigmoid(out[:, 4:])
        raw = F.binary_cross_entropy_with_logits(out[:, 4:], score, reduction="none")
        focus = ((score - p).abs() ** 1.5).detach() * (1 + 2 * score)
        total = total + (raw * focus).sum() / max(1.0, mask.sum().item())
        if mask.any():
            found = boxes_of(out, grid, size).permute(0, 2, 3, 1)[mask > 0]
            wanted = box.permute(0, 2, 3, 1)[mask > 0]
            scale = wanted[:, 2:].repeat(1, 2)
            near = ((found - wanted) / scale).abs().mean(-1)
            total = total + (1 - overlap(found, wanted) + 0.5 * near).mean()
    return total


def altered(x):
    """Other light, contrast and noise; 5 and 6 bits a channel."""
    n = len(x)
    gain = torch.empty(n, 1, 1, 1).uniform_(0.6, 1.4) * torch.empty(n, 3, 1, 1).uniform_(0.9, 1.1)
    x = x * gain + torch.empty(n, 1, 1, 1).uniform_(-0.12, 0.12)
    x = x + torch.randn_like(x) * torch.empty(n, 1, 1, 1).uniform_(0, 0.03)
    return (x.clamp(0, 1) * 31).round() / 31


def load(folder):
    pictures, truths = [], []
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        raw = torch.frombuffer(bytearray(path.with_suffix(".rgb").read_bytes()), dtype=torch.uint8)
        pictures.append(raw.view(-1, SIDE, SIDE, 3).permute(0, 3, 1, 2).contiguous())
        truths += json.loads(path.read_text())
    return torch.cat(pictures), truths


def folded(model):
    """Each convolution with its normalization: (name, kernel in the file's order, bias)."""
    layers = []
    for part in (model.stem, [model.small], model.middle, model.large):
        for _, conv, norm, _ in part:
            factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            kernel = conv.weight * factor.view(-1, 1, 1, 1)
            layers.append((kernel, norm.bias - norm.running_mean * factor))
    layers += [(head.weight, head.bias) for head in model.heads]
    return [{"kernel": k.permute(0, 2, 3, 1).reshape(-1).tolist(), "shape": list(k.permute(0, 2, 3, 1).shape),
             "bias": b.tolist()} for k, b in layers]


def main():
    folder, out, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    torch.manual_seed(1)
    pictures, truths = load(folder)
    model = Detector()
    if len(sys.argv) > 4:
        model.load_state_dict(torch.load(sys.argv[4]))
    batch = 16
    steps = epochs * (len(pictures) // batch)
    learner = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-4)
    plan = torch.optim.lr_scheduler.OneCycleLR(learner, 4e-3, total_steps=steps + 1)
    for epoch in range(epochs):
        order, mean = torch.randperm(len(pictures)), 0.0
        for at in range(0, len(order) - batch + 1, batch):
            chosen = order[at : at + batch]
            x = altered(pictures[chosen].float() / 255)
            picked = [truths[i] for i in chosen]
            if torch.rand(1) < 0.5:
                x = x.flip(3)
                picked = [[[k, 1 - a, b, w, h] for k, a, b, w, h in t] for t in picked]
            loss = loss_of(model(x), picked)
            learner.zero_grad()
            loss.backward()
            learner.step()
            plan.step()
            mean += loss.item()
        print(epoch, round(mean / (len(order) // batch), 3), flush=True)
        model.eval()
        torch.save(model.state_dict(), out + ".pt")
        with torch.no_grad():
            pathlib.Path(out).write_text(json.dumps(folded(model)))
        model.train()


if __name__ == "__main__":
    main()
