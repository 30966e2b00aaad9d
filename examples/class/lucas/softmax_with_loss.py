"""Full Jacobians, because I do not trust the shortcut."""
import numpy


def softmax(x):
    m = numpy.amax(x, 1).reshape(-1, 1)
    return numpy.exp(x - m - numpy.log(numpy.exp(x - m).sum(1).reshape(-1, 1)))


def cross_entropy(y, t):
    return float(numpy.average([-numpy.log(max(row @ target, 1e-30)) for row, target in zip(y, t)]))


class SoftmaxWithLoss:
    def forward(self, x, t):
        self._y, self._t = softmax(x), 1.0 * t
        return cross_entropy(self._y, t)

    def backward(self, dout=1.0):
        rows = []
        for y, t in zip(self._y, self._t):
            jacobian = numpy.diag(y) - numpy.outer(y, y)
            rows.append(jacobian @ (-t / y))
        return dout * numpy.stack(rows) / len(rows)
